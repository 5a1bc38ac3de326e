import { together, togetherFormats } from "../../review/render/together";
import { printable } from "../../text/printable";
import { UsageError } from "../command";
import { defineCommand } from "../define-command";
import { formatOptions, writeReport } from "../report-output";
import { notAReview, readReviewFile } from "../review-file";
import { summaries } from "../summaries";

export const comment = defineCommand({
  ...summaries.comment,
  arguments: {
    reviews: { value: "REVIEW.json", many: true, help: "what roster review --json wrote, one for each account" },
  },
  options: formatOptions(togetherFormats),
  notes: ["Exit codes: 0 each gate is open, 1 a file is no review, 3 at least one gate is closed."],
  examples: ["comment dev.json prod.json --format text,markdown=review.md"],
  run: async (input) => {
    const { args, cwd } = input;
    if (args.reviews.length === 0) throw new UsageError("name the reviews: roster comment dev.json prod.json");
    const stacks = new Map<string | undefined, string>();
    const reviews = args.reviews.map((file) => {
      const review = readReviewFile(file, cwd);
      const { stack } = review.plan;
      const other = stacks.get(stack);
      if (other !== undefined)
        throw new UsageError(
          `${printable(other)} and ${printable(file)} are about the same stack, ${printable(stack ?? "one without a name")}: give one review of each account`,
        );
      stacks.set(stack, file);
      try {
        togetherFormats.markdown(together([review]));
      } catch {
        throw notAReview(file);
      }
      return review;
    });
    const all = together(reviews);
    writeReport(input, togetherFormats, all);
    return all.gate.open ? 0 : 3;
  },
});

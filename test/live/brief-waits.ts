import { PATIENCE } from "../../src/aws/retry";

/** Does some work on a busy account: it is asked again as often as ever, without the long waits between. */
export async function withBriefWaits<T>(work: () => Promise<T>): Promise<T> {
  const waits = jest.replaceProperty(PATIENCE, "delayMs", 10);
  try {
    return await work();
  } finally {
    waits.restore();
  }
}

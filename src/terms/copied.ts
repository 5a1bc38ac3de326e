/**
 * How an attribute of a plan or a state is copied: as text, as a number, as true or false, only whether it is there, as a list of
 * texts, as tags, as a policy document, or as the documents of a list of blocks. Whatever is not named is never copied.
 */
export type Copied = "text" | "number" | "flag" | "presence" | "texts" | "tags" | "document" | "documents";

/** The attributes of a resource type that hold no secret, with how each is copied. */
export type Attributes = Readonly<Record<string, Copied>>;

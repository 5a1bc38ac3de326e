/** A document as IAM answers it: percent-encoded by RFC 3986, stars and parentheses too. */
export function encodeDocument(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The text of a document as AWS answers it: IAM's are percent-encoded, those of KMS and S3 are not. */
export function decodeDocument(text: string): string {
  if (!text.trimStart().startsWith("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

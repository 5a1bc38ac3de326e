/** What somebody may write into users.yaml, or into the account by hand, and hope for. */
export const hostileTexts: Readonly<Record<string, string>> = {
  script: "<script>document.title='owned'</script>",
  "end of the style and of the script": "</style></script><script>document.title='owned'</script>",
  "image that fails": "<img src=x onerror=\"document.title='owned'\">",
  "image from outside":
    '<img src="https://evil.example/pixel.png"><link rel=stylesheet href="https://evil.example/a.css">',
  "end of an attribute": '" onmouseover="document.title=\'owned\'" autofocus onfocus="document.title=\'owned\'" x="',
  "end of an attribute, single quotes": "' onfocus='document.title=1' autofocus x='",
  "javascript: address": "javascript:document.title='owned'",
  "link with javascript:": "<a href=\"javascript:document.title='owned'\" id=p0>click</a>",
  "form and refresh":
    '<form action="https://evil.example"><meta http-equiv=refresh content="0;url=https://evil.example">',
  "svg and mathml": "<svg onload=\"document.title='owned'\"><math><mtext><style><img src=x onerror=alert(1)>",
  comment: "<!--><script>document.title='owned'</script>-->",
  entities: "&lt;script&gt; &amp; &#x3c;b&#x3e;",
  template: "${document.title='owned'} {{constructor.constructor('alert(1)')()}} `backticks`",
};

/** Shown as escapes: they would change how the text around them is read. */
export const invisibleTexts: Readonly<Record<string, readonly [string, string]>> = {
  "right-to-left override": ["alice\u202Ecod.exe", "alice\\u{202e}cod.exe"],
  "terminal escape": [
    "\u001B[31mred\u001B]8;;https://evil.example\u0007",
    "\\u{1b}[31mred\\u{1b}]8;;https://evil.example\\u{7}",
  ],
  "zero width": ["ali\u200Bce", "ali\\u{200b}ce"],
  "lone surrogate": ["alice\uD800", "alice\\u{d800}"],
};

// A mail that is pasted with the lines above it that say who sent it, as mail programs show and copy them.

/** As a file, if it is one; `null` where those lines are not there. */
export function pastedMail(text: string): File | null {
  const [head = '', ...rest] = text.trimStart().split(/\r?\n[ \t]*\r?\n/u);
  const lines = head.split(/\r?\n/u);
  const isHead = lines.every((line) => /^[A-Z][\w-]*:|^[ \t]/iu.test(line)) && lines.some((line) => /^From:/iu.test(line));
  if (!isHead || rest.join('').trim() === '') return null;
  // The text has been decoded already; only its source says otherwise.
  const encoded = lines.some((line) => /^Content-Type:/iu.test(line));
  const charset = encoded ? '' : 'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n';
  return new File([charset, text.trimStart()], 'message.eml', { type: 'message/rfc822' });
}

/** A command to a terminal: of the form `ESC [ 2 J`; and a title or a link, which ends with BEL or `ESC \`. */
const COMMAND = String.raw`(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]`;
const LONG_COMMAND = String.raw`(?:\u001b\]|\u009d)[^\u0007\u001b\u009b-\u009d]*(?:\u0007|\u009c|\u001b\\)`;
/** Control characters, separators of lines and paragraphs, and what turns the direction of text. */
const CONTROL = String.raw`[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]`;
const UNSEEN = new RegExp(`(?:${COMMAND}|${LONG_COMMAND}|${CONTROL})+`, 'gu');

/** The text as part of one line: whatever would break it, or command a terminal, is a space. */
export function oneLine(text: string): string {
  return text.replace(UNSEEN, ' ');
}

/** The beginning of a text, of at most so many bytes of UTF-8; no character is cut in half. */
export function beginning(text: string, longest: number): string {
  if (text.length * 3 <= longest) return text;
  const bytes = Buffer.from(text.slice(0, longest)).subarray(0, longest);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes, { stream: true });
}

const ESCAPE = '[\\u001b\\u009b\\u009d]';
/** Commands to a terminal: of the form `ESC [ 2 J`, and titles and links, which end with BEL or `ESC \`. */
const TERMINAL_COMMAND = new RegExp(
  '(?:\\u001b\\[|\\u009b)[0-?]*[ -/]*[@-~]' +
    `|(?:\\u001b\\]|\\u009d)[^\\u0007\\u009c${ESCAPE.slice(1, -1)}]*(?:\\u0007|\\u009c|\\u001b\\\\)`,
  'gu',
);
/** Control characters, line and paragraph separators, and what turns the direction of text. */
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu;

/** The text as part of one line: whatever would break it, or command a terminal, is a space. */
export function oneLine(text: string): string {
  // Twice: what is left of one command may be the beginning of the next.
  return text.replace(TERMINAL_COMMAND, ' ').replace(CONTROL, ' ');
}

/** The beginning of a text, of at most so many bytes of UTF-8; no character is cut in half. */
export function beginning(text: string, longest: number): string {
  if (text.length * 3 <= longest) return text;
  const bytes = Buffer.from(text.slice(0, longest));
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, longest), { stream: true });
}

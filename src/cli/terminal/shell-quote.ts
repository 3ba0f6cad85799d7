/** Forms in which variables of the environment are printed. */
export const SHELLS = ['sh', 'fish', 'powershell', 'dotenv'] as const;

export type Shell = (typeof SHELLS)[number];

/** A text as one word for a POSIX shell. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A line that sets a variable of the environment: a command of the shell, or a line of a `.env` file. */
export function variableLine(shell: Shell, name: string, value: string): string {
  switch (shell) {
    case 'sh':
      return `export ${name}=${shellQuote(value)}`;
    case 'fish':
      return `set -gx ${name} '${value.replaceAll(/[\\']/g, '\\$&')}'`;
    case 'powershell':
      // Typographic quotes end a text as well as the straight one does; doubled, each stands for itself.
      return `$env:${name} = '${value.replaceAll(/['‘’‚‛]/g, '$&$&')}'`;
    case 'dotenv':
      return `${name}=${dotenvQuote(value)}`;
  }
}

/**
 * Quotes only what needs it, since Docker takes quotes as part of the value. There are no escapes that all readers
 * of such files know: the quotes are chosen by what the value does not hold.
 */
function dotenvQuote(value: string): string {
  if (/^[\w./:,@%+=-]*$/.test(value)) return value;
  const quote = ["'", '`', '"'].find((one) => !value.includes(one)) ?? "'";
  return `${quote}${value}${quote}`;
}

import type { FunctionEvent } from '../../testing/sandbox/functions/function-instances.js';
import { FAILURE_CODES } from '../../testing/sandbox/functions/runnable.js';

/** What a function tells, as lines that begin with its name. */
export function eventLines(event: FunctionEvent): string[] {
  return textOf(event)
    .split('\n')
    .map((line) => `${event.name} ${line}`);
}

function textOf(event: FunctionEvent): string {
  switch (event.type) {
    case 'log':
      return event.text
        .split('\n')
        .map((line) => `${event.level} ${line}`)
        .join('\n');
    case 'debugger':
      return event.url === undefined
        ? `debugger none: port ${event.port} cannot be used`
        : `debugger ${event.url}`;
    case 'returned':
      return `returned after ${Math.round(event.elapsedMs)} ms`;
    case 'failed': {
      const { kind, message, stack = '' } = event.failure;
      return [`failed ${FAILURE_CODES[kind].v2}: ${message}`, ...ownFrames(stack)].join('\n');
    }
  }
}

/** Where in the code of the function it happened. */
function ownFrames(stack: string): string[] {
  const frames = stack.split('\n').filter((line) => /^\s+at .*index\.js:\d+/.test(line));
  return frames.map((frame) => `failed ${frame}`);
}

import { moveCursor } from 'node:readline';
import { progress } from '@clack/prompts';

/** What is drawn, over and over, in the last lines of the terminal. */
export interface Frame {
  /** Share that is done, 0 to 1. */
  readonly fraction: number;
  /** Beside the bar. */
  readonly text: string;
  /** Below the bar. */
  readonly detail: string;
}

type Bar = ReturnType<typeof progress>;

/** Steps of the bar. */
const STEPS = 1_000;
/** The mark before the first line. */
const MARK_WIDTH = 3;
/** Dots that come and go after the last line, and one column to spare. */
const DOTS_WIDTH = 4;

/** A progress bar with text that is drawn anew in place, until it ends as one line. */
export class LiveProgress {
  readonly #output: NodeJS.WriteStream;
  readonly #onResize = () => this.#fitToResizedTerminal();
  #frame: Frame;
  #bar: Bar;
  #step = 0;
  /** Widths of the lines drawn last. */
  #widths: readonly number[] = [];

  constructor(output: NodeJS.WriteStream, frame: Frame) {
    this.#output = output;
    this.#frame = frame;
    this.#bar = newBar(output, { withGuide: true });
    this.show(frame);
    output.on('resize', this.#onResize);
  }

  show(frame: Frame): void {
    this.#frame = frame;
    const { columns } = this.#output;
    const size = barSize(columns);
    const text = cutTo(frame.text, columns - MARK_WIDTH - size - DOTS_WIDTH - 1);
    const detail = frame.detail === '' ? [] : [cutTo(`   ${frame.detail}`, columns - DOTS_WIDTH)];
    this.#widths = [MARK_WIDTH + size + 1 + text.length, ...detail.map(({ length }) => length)];
    const steps = Math.floor(frame.fraction * STEPS) - this.#step;
    this.#step += steps;
    this.#bar.advance(steps, [text, ...detail].join('\n'));
  }

  /** Leaves one line in place of the bar. */
  end(text: string, isGood: boolean): void {
    this.#output.off('resize', this.#onResize);
    if (isGood) this.#bar.stop(text);
    else this.#bar.error(text);
  }

  /** A bar is made for one width, and a terminal that got narrower has broken its lines. */
  #fitToResizedTerminal(): void {
    const { columns } = this.#output;
    // Hidden, or not known.
    if (!(columns > 0)) return;
    const broken = this.#widths.reduce((sum, width) => sum + Math.ceil(width / columns) - 1, 0);
    if (broken > 0) moveCursor(this.#output, 0, -broken);
    this.#bar.clear();
    this.#bar = newBar(this.#output, { withGuide: false });
    this.#step = 0;
    this.show(this.#frame);
  }
}

function newBar(output: NodeJS.WriteStream, { withGuide }: { withGuide: boolean }): Bar {
  const bar = progress({
    output,
    withGuide,
    max: STEPS,
    size: barSize(output.columns),
    cancelMessage: 'Stopping',
  });
  bar.start();
  // It reads the keyboard, and at Ctrl-C or Escape it would end the process, with 0. Given back to the
  // terminal, Ctrl-C is a signal, and what is typed ahead waits for the shell.
  process.stdin.setRawMode?.(false);
  process.stdin.pause();
  return bar;
}

function barSize(columns: number): number {
  return Math.max(8, Math.min(30, Math.floor(columns / 4)));
}

/** Cuts a text, so that the terminal does not break its line. */
function cutTo(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}

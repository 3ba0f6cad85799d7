import type { AnyNode, VariableDeclaration, VariableDeclarator } from 'acorn';
import MagicString from 'magic-string';
import { helpersWith } from './helpers.js';
import { type Change, type Report, type Rule, rules } from './rules.js';
import { LINE_BREAK, type SourceFile } from './source-file.js';

interface Noted {
  readonly rule: Rule;
  readonly at: number;
  readonly what: string;
}

/** The changes of one file while they are collected: all else stays as it is, byte for byte. */
export class Changes {
  readonly file: SourceFile;
  readonly text: MagicString;
  readonly #done: Change[] = [];
  readonly #left: Noted[] = [];
  readonly #helpers = new Set<string>();
  readonly #imports: string[] = [];
  readonly #names = new Set<string>();
  readonly #declarators = new Map<VariableDeclaration, Set<AnyNode>>();

  constructor(file: SourceFile) {
    this.file = file;
    this.text = new MagicString(file.code);
  }

  changed(node: AnyNode, what: string): void {
    this.#done.push({ line: this.file.lineOf(node.start), what });
  }

  report(rule: Rule, node: { readonly start: number }, what: string): void {
    if (this.#left.some((one) => one.at === node.start && one.what === what)) return;
    this.#left.push({ rule, at: node.start, what });
  }

  /** A name that the file does not use yet. */
  freshName(wanted: string): string {
    let name = wanted;
    for (let count = 2; this.#names.has(name) || this.file.isUsed(name); count += 1)
      name = `${wanted}${count}`;
    this.#names.add(name);
    return name;
  }

  /** The name of a helper, which will stand at the end of the file. */
  helper(name: string): string {
    this.#helpers.add(name);
    return name;
  }

  /** An import at the beginning of the file; the same is written once. */
  importAtTop(statement: string): void {
    if (!this.#imports.includes(statement)) this.#imports.push(statement);
  }

  remove(start: number, end: number): void {
    if (end > start) this.text.remove(start, end);
  }

  replace(node: { readonly start: number; readonly end: number }, instead: string): void {
    this.text.update(node.start, node.end, instead);
  }

  /** Removes a statement; where it has its line to itself, with the remark behind it. */
  removeStatement(statement: AnyNode): void {
    const { code } = this.file;
    const { start, end } =
      this.#lineAround(statement.start, statement.end) ?? this.#withBlankBefore(statement);
    const next = this.file.tokenFrom(statement.end);
    const before = code.slice(0, statement.start).trimEnd().at(-1);
    // Without its semicolon, the next line would go on with what stands before.
    const goesOn = next !== undefined && /^[([`+\-/*]/.test(code.slice(next.start, next.end) || '`');
    const isApart = before === undefined || ';{}'.includes(before);
    this.remove(start, end);
    if (goesOn && !isApart) this.text.appendLeft(end, ';');
  }

  /** Removes a variable at the end, when it is known which others of its declaration go, too. */
  removeDeclarator(declarator: VariableDeclarator, declaration: VariableDeclaration): void {
    const removed = this.#declarators.get(declaration) ?? new Set();
    this.#declarators.set(declaration, removed.add(declarator));
  }

  /** Removes some of the properties, or other items of a list; each with its comma and its line. */
  removeItems(items: readonly AnyNode[], removed: ReadonlySet<AnyNode>, kept: readonly AnyNode[] = []): void {
    const lastKept = items.findLast((item) => !removed.has(item));
    for (const [first, ...others] of runsOf(items, removed)) {
      if (first === undefined) continue;
      const item = others.at(-1) ?? first;
      const comma = this.#commaBehind(item);
      const end = comma?.end ?? item.end;
      const line = this.#lineAround(first.start, end);
      const isOpen = comma === undefined && lastKept !== undefined;
      if (line !== undefined) this.#removeAround(line.start, line.end, kept);
      else this.#removeAround(first.start, isOpen ? end : this.#blankBehind(end), kept);
    }
    const last = items.at(-1);
    const hasComma = last !== undefined && this.#commaBehind(last) !== undefined;
    if (lastKept === undefined || lastKept === last || hasComma) return;
    // No comma before the end where there was none.
    const comma = this.#commaBehind(lastKept);
    if (comma === undefined) return;
    const rest = this.#blankBehind(comma.end);
    const isInline = !/[/\n\r]/.test(this.file.code[rest] ?? '');
    this.remove(comma.start, isInline ? rest : comma.end);
  }

  finish(): { code: string; changes: Change[]; reports: Report[] } {
    for (const [declaration, removed] of this.#declarators) {
      const { declarations } = declaration;
      if (removed.size === declarations.length) this.removeStatement(declaration);
      else this.removeItems(declarations, removed);
    }
    this.#writeImports();
    this.#writeHelpers();
    const code = this.text.toString();
    const lineOf = this.#newLines();
    const left = [...this.#left].sort((a, b) => a.at - b.at);
    const reports = left.map(({ rule, at, what }) => {
      return { rule, lineBefore: this.file.lineOf(at), line: lineOf(at), what, advice: rules[rule] };
    });
    return { code, changes: [...this.#done].sort((a, b) => a.line - b.line), reports };
  }

  #commaBehind(node: AnyNode): { start: number; end: number } | undefined {
    const token = this.file.tokenFrom(node.end);
    return token !== undefined && this.file.textOf(token) === ',' ? token : undefined;
  }

  #withBlankBefore({ start, end }: AnyNode): { start: number; end: number } {
    let at = start;
    while (this.file.code[at - 1] === ' ' || this.file.code[at - 1] === '\t') at -= 1;
    return { start: LINE_BREAK.test(this.file.code[at - 1] ?? '\n') ? start : at, end };
  }

  /** The end of the blanks behind a position, on its line. */
  #blankBehind(position: number): number {
    let at = position;
    while (this.file.code[at] === ' ' || this.file.code[at] === '\t') at += 1;
    return at;
  }

  /** The whole line, or lines, of a range that has them to itself but for remarks behind it. */
  #lineAround(start: number, end: number): { start: number; end: number } | undefined {
    const { code, comments } = this.file;
    let first = start;
    while (code[first - 1] === ' ' || code[first - 1] === '\t') first -= 1;
    if (first > 0 && !LINE_BREAK.test(code[first - 1] ?? '')) return undefined;
    let last = this.#blankBehind(end);
    for (let at = comments.find((one) => one.start === last); at !== undefined; ) {
      last = this.#blankBehind(at.end);
      const next = last;
      at = comments.find((one) => one.start === next);
    }
    const eol = LINE_BREAK.exec(code.slice(last, last + 2));
    if (last === code.length) return { start: first, end: last };
    return eol?.index === 0 ? { start: first, end: last + eol[0].length } : undefined;
  }

  /** Removes a range but for nodes in it, which go elsewhere. */
  #removeAround(start: number, end: number, kept: readonly AnyNode[]): void {
    let at = start;
    const inside = kept.filter((node) => node.start >= start && node.end <= end);
    for (const node of inside.sort((a, b) => a.start - b.start)) {
      this.remove(at, node.start);
      at = node.end;
    }
    this.remove(at, end);
  }

  #writeImports(): void {
    if (this.#imports.length === 0) return;
    const { code, tree, eol } = this.file;
    const directives = tree.body.filter(
      (node) => node.type === 'ExpressionStatement' && node.directive !== undefined,
    );
    const hashbang = /^#!.*/.exec(code)?.[0].length ?? (code.startsWith('\ufeff') ? 1 : 0);
    const at = directives.at(-1)?.end ?? hashbang;
    const lines = this.#imports.join(eol);
    if (at > 1) this.text.prependRight(at, `${eol}${lines}`);
    else this.text.prependRight(at, `${lines}${eol}`);
  }

  #writeHelpers(): void {
    const { code, eol } = this.file;
    for (const helper of helpersWith(this.#helpers)) {
      const text = helper.replaceAll('\n', eol);
      if (code.includes(text)) continue;
      const gap = /[\r\n]$/.test(this.text.toString()) ? eol : eol + eol;
      this.text.append(`${gap}${text}${eol}`);
    }
  }

  /** Lines of the new text, by positions of the old one. */
  #newLines(): (position: number) => number {
    const starts = [0];
    for (const found of this.file.code.matchAll(new RegExp(LINE_BREAK, 'g')))
      starts.push(found.index + found[0].length);
    const places: { at: number; line: number }[] = [];
    for (const [line, segments] of this.text.generateDecodedMap({ hires: true }).mappings.entries()) {
      for (const segment of segments) {
        const [, , oldLine, column] = segment;
        if (oldLine !== undefined && column !== undefined) {
          places.push({ at: (starts[oldLine] ?? 0) + column, line: line + 1 });
        }
      }
    }
    places.sort((a, b) => a.at - b.at);
    return (position) => places.findLast(({ at }) => at <= position)?.line ?? 1;
  }
}

/** The items that are removed, those together that follow one another. */
function runsOf(items: readonly AnyNode[], removed: ReadonlySet<AnyNode>): AnyNode[][] {
  const runs: AnyNode[][] = [];
  for (const [index, item] of items.entries()) {
    if (!removed.has(item)) continue;
    const before = items[index - 1];
    const last = runs.at(-1);
    if (last !== undefined && before !== undefined && removed.has(before)) last.push(item);
    else runs.push([item]);
  }
  return runs;
}

import { parseJsonObject } from '../http/json.js';

/** Most characters of one object: without a limit, a file without line ends would be kept in memory whole. */
const LONGEST = 64 * 1024 * 1024;

/** A text is no sequence of JSON objects. Its message holds nothing of the text. */
export class JsonObjectsError extends Error {}

/**
 * Finds the JSON objects in a text that comes in pieces. They are expected one per line, which is quick to find;
 * objects over several lines, one right after the other, or in an array are found as well.
 */
export class JsonObjects {
  readonly #line = new Pieces();
  #scanner: ObjectScanner | undefined;

  /** Gives the objects that this piece completes; take them all before the next piece. @throws {JsonObjectsError} */
  *push(text: string): Generator<object> {
    if (this.#scanner !== undefined) return yield* this.#scanner.push(text);
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      const line = this.#line.take(text.slice(start, end));
      start = end + 1;
      if (isBlank(line)) continue;
      const object = parseJsonObject(line);
      if (object === undefined) return yield* this.#scan(`${line}\n${text.slice(start)}`);
      yield object;
    }
    this.#line.add(text.slice(start));
  }

  /** The text is over. Gives the objects that its end completes. @throws {JsonObjectsError} */
  *end(): Generator<object> {
    const line = this.#line.take('');
    const object = isBlank(line) ? undefined : parseJsonObject(line);
    if (object === undefined) yield* this.#scan(line);
    else yield object;
    this.#scanner?.end();
  }

  #scan(text: string): Generator<object> {
    this.#scanner ??= new ObjectScanner();
    return this.#scanner.push(text);
  }
}

/** Finds objects by their braces. Between them it passes over white space, commas and the brackets of an array. */
class ObjectScanner {
  readonly #object = new Pieces();
  #depth = 0;
  #inString = false;
  #escaped = false;

  *push(text: string): Generator<object> {
    let start = 0;
    for (let index = 0; index < text.length; index += 1) {
      const character = text[index];
      if (this.#depth === 0) {
        if (character === '{') [this.#depth, start] = [1, index];
        else if (!/[\s,[\]\ufeff]/.test(character ?? '')) throw new JsonObjectsError('is no JSON object');
      } else if (this.#closes(character)) {
        yield this.#parse(text.slice(start, index + 1));
      }
    }
    if (this.#depth > 0) this.#object.add(text.slice(start));
  }

  end(): void {
    if (this.#depth > 0) throw new JsonObjectsError('ends within a JSON object');
  }

  /** Whether this character ends the object. */
  #closes(character: string | undefined): boolean {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (character === '\\') this.#escaped = true;
      else if (character === '"') this.#inString = false;
      return false;
    }
    if (character === '"') this.#inString = true;
    else if (character === '{') this.#depth += 1;
    else if (character === '}') this.#depth -= 1;
    return this.#depth === 0;
  }

  #parse(last: string): object {
    const object = parseJsonObject(this.#object.take(last));
    if (object === undefined) throw new JsonObjectsError('is no JSON object');
    return object;
  }
}

/** The beginning of a text whose end has not come. */
class Pieces {
  #pieces: string[] = [];
  #length = 0;

  add(piece: string): void {
    if (piece === '') return;
    this.#length += piece.length;
    if (this.#length > LONGEST)
      throw new JsonObjectsError(`has an object of more than ${LONGEST} characters`);
    this.#pieces.push(piece);
  }

  /** The whole text. */
  take(end: string): string {
    if (this.#pieces.length === 0) return end;
    const text = this.#pieces.join('') + end;
    this.#pieces = [];
    this.#length = 0;
    return text;
  }
}

function isBlank(line: string): boolean {
  return line === '' || /^\s*$/.test(line);
}

import type { AnyNode, Property } from 'acorn';
import { SYSTEM_NAMES_OF_V1 } from '../secrets/secret-rules.js';
import type { Changes } from './changes.js';
import { headersWay, missingHeaders, queryWay, type Request, readers } from './request.js';
import { isPlainObject, jsonBody } from './request-options.js';
import { stringValue } from './source-file.js';

/** Makes of a call of V1 one of `fetch`, or of today's client, that gives the same. */
export function turnRequest(request: Request, changes: Changes): void {
  const { call, kind } = request;
  const { file, text } = changes;
  if (kind === 'http') {
    changes.replace(call.callee, file.isGlobalAt(call, 'fetch') ? 'fetch' : 'globalThis.fetch');
  }
  const turned = new TurnedOptions(request, changes);
  for (const [name, property] of request.options.properties) turned.turn(name, property);
  turned.addMissing();
  turned.moveAddress();
  turned.moveQuery();
  turned.finish();
  text.appendLeft(
    call.end,
    readers(request)
      .map((name) => `.then(${changes.helper(name)})`)
      .join(''),
  );
  const what =
    kind === 'http'
      ? 'calls fetch instead of HTTPClient'
      : 'reads the answer of LpClient, which is a response now';
  changes.changed(call, what);
}

/** Options of a call while they are turned. */
class TurnedOptions {
  readonly #request: Request;
  readonly #changes: Changes;
  readonly #removed = new Set<AnyNode>();
  /** Values that go out of the object, to stand before it. */
  readonly #moved: AnyNode[] = [];
  #added: string[] = [];

  constructor(request: Request, changes: Changes) {
    this.#request = request;
    this.#changes = changes;
    if (request.method !== undefined && request.method !== 'GET') {
      this.#added.push(`method: ${this.#quoted(request.method)}`);
    }
  }

  turn(name: string, property: Property): void {
    const { options, kind } = this.#request;
    const { value } = property;
    const { file } = this.#changes;
    switch (name) {
      case 'simple':
      case 'resolveWithFullResponse':
      case 'gzip':
      case 'uri':
      case 'url':
      case 'qs':
        this.#removed.add(property);
        break;
      case 'timeout':
        if (kind === 'http') this.#rename(property, 'signal: AbortSignal.timeout(', ')');
        else this.#rename(property, 'timeoutMs: ');
        break;
      case 'body':
        if (options.json) this.#rename(property, 'body: JSON.stringify(', ')');
        break;
      case 'json':
        if (jsonBody(options) !== undefined) this.#rename(property, 'body: JSON.stringify(', ')');
        else this.#removed.add(property);
        break;
      case 'form':
        if (stringValue(value) !== undefined) this.#rename(property, 'body: ');
        else if (isPlainObject(value)) this.#rename(property, 'body: new URLSearchParams(', ')');
        else this.#rename(property, `body: ${this.#changes.helper('queryOf')}(`, ')');
        break;
      case 'method': {
        // fetch makes upper case of some methods only.
        const method = stringValue(value);
        if (method === undefined || method === method.toUpperCase()) break;
        this.#changes.text.update(
          value.start + 1,
          value.end - 1,
          file.textOf(value).slice(1, -1).toUpperCase(),
        );
        break;
      }
      case 'appKeySecretName':
        if (SYSTEM_NAMES_OF_V1.includes(stringValue(value) ?? '')) this.#removed.add(property);
        break;
    }
  }

  /** Writes the headers that V1 sent by itself, and the method that the call named. */
  addMissing(): void {
    const pairs = Object.entries(missingHeaders(this.#request)).map(
      ([name, value]) => `${/^\w+$/.test(name) ? name : this.#quoted(name)}: ${this.#quoted(value)}`,
    );
    const headers = this.#request.options.properties.get('headers');
    if (pairs.length > 0 && headers === undefined) this.#added.push(`headers: { ${pairs.join(', ')} }`);
    else if (pairs.length > 0 && headers !== undefined) this.#addHeaders(headers, pairs);
    if (this.#added.length > 0) this.#addOptions();
  }

  /** Lets the address of the options stand before them. */
  moveAddress(): void {
    const { object, properties } = this.#request.options;
    const property = properties.get('uri') ?? properties.get('url');
    if (property === undefined || object === undefined) return;
    this.#moved.push(property.value);
    if (this.#isBefore(object))
      this.#changes.text.move(property.value.start, property.value.end, object.start);
  }

  /** Lets the query stand in the address, or behind it. */
  moveQuery(): void {
    const { address, options } = this.#request;
    const query = options.properties.get('qs')?.value;
    if (query === undefined || options.object === undefined) return;
    const { file, text } = this.#changes;
    this.#moved.push(query);
    if (queryWay(this.#request) === 'in place') {
      const raw = file.textOf(address);
      text.appendLeft(address.end - 1, /[?&].$/s.test(raw) ? '' : raw.includes('?') ? '&' : '?');
      text.prependRight(query.start, ' + new URLSearchParams(');
    } else {
      text.prependRight(address.start, `${this.#changes.helper('withQuery')}(`);
      text.prependRight(query.start, ', ');
    }
    text.appendLeft(query.end, ')');
    text.move(query.start, query.end, this.#isBefore(options.object) ? options.object.start : address.end);
  }

  /** Removes what is not said any more. */
  finish(): void {
    const { object } = this.#request.options;
    if (object === undefined) return;
    if (this.#isLeftOut()) this.#leaveOut(object);
    else {
      const last = this.#moved.at(-1);
      if (last !== undefined && this.#isBefore(object)) this.#changes.text.appendLeft(last.end, ', ');
      this.#changes.removeItems(object.properties, this.#removed, this.#moved);
    }
  }

  /** Whether the options are the first argument, so that an address has to come before them. */
  #isBefore(object: AnyNode): boolean {
    return this.#request.call.arguments[0] === object;
  }

  /** Writes a property under another name; its value stays what it is. */
  #rename({ start, value }: Property, before: string, behind = ''): void {
    const { text } = this.#changes;
    this.#changes.remove(start, value.start);
    text.appendRight(value.start, before);
    text.appendLeft(value.end, behind);
  }

  #addHeaders({ value, shorthand }: Property, pairs: readonly string[]): void {
    if (value.type === 'ObjectExpression' && headersWay(this.#request) === 'in place') {
      this.#insert(value.start + 1, value.properties, pairs, value.end);
      return;
    }
    const { text } = this.#changes;
    const before = shorthand ? 'headers: ' : '';
    text.appendRight(value.start, `${before}${this.#changes.helper('withHeaders')}(`);
    text.appendLeft(value.end, `, { ${pairs.join(', ')} })`);
  }

  /** Options that were not there: in the place of `json: true`, or before the others. */
  #addOptions(): void {
    const { options, address } = this.#request;
    const json = options.properties.get('json');
    if (json !== undefined && this.#removed.delete(json)) {
      this.#changes.replace(json, this.#added.join(', '));
    } else if (options.object === undefined) {
      this.#changes.text.appendLeft(address.end, `, { ${this.#added.join(', ')} }`);
    } else this.#insert(options.object.start + 1, options.object.properties, this.#added, options.object.end);
  }

  #insert(at: number, before: readonly AnyNode[], items: readonly string[], end: number): void {
    const { file, text } = this.#changes;
    const list = items.join(', ');
    const [next] = before;
    const gap = file.code.slice(at, next?.start ?? end - 1);
    const isBlank = gap.trim() === '';
    if (next === undefined && isBlank) {
      this.#changes.remove(at, end - 1);
      text.appendLeft(at, ` ${list} `);
    } else text.appendLeft(at, `${next !== undefined && isBlank ? gap : ' '}${list},`);
  }

  #isLeftOut(): boolean {
    const { object } = this.#request.options;
    if (object === undefined || this.#added.length > 0) return false;
    const from = this.#isBefore(object) ? object.start : this.#request.address.end;
    const isRemarked = this.#changes.file.comments.some(
      ({ start, end }) => start >= from && end < object.end,
    );
    return !isRemarked && object.properties.every((property) => this.#removed.has(property));
  }

  /** Removes the whole object, but what goes elsewhere. */
  #leaveOut(object: AnyNode): void {
    const { file } = this.#changes;
    const comma = file.tokenFrom(object.end);
    const end = comma !== undefined && file.textOf(comma) === ',' ? comma.end : object.end;
    let at = this.#isBefore(object) ? object.start : this.#request.address.end;
    for (const { start, end: behind } of [...this.#moved].sort((a, b) => a.start - b.start)) {
      this.#changes.remove(at, start);
      at = behind;
    }
    this.#changes.remove(at, end);
  }

  #quoted(value: string): string {
    const { quote } = this.#changes.file;
    return quote + value + quote;
  }
}

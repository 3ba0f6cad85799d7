import { describe, expect, it } from 'vitest';
import { migrate } from './scene.js';

const from = (body: string, head = 'async function lambda(input, callback)') => `${head} {\n  ${body}\n}\n`;
const to = (body: string) => `async function lambda(input) {\n  ${body}\n}\n`;

describe('a handler with a callback', () => {
  it.each([
    ['callback(null, 1);', 'return 1;'],
    ['callback();', 'return;'],
    ['callback(undefined, { a: input })', 'return { a: input }'],
    ['return callback(null, await get());', 'return await get();'],
    ['if (input) return callback(null, 1);\n  callback(null, 2);', 'if (input) return 1;\n  return 2;'],
    [
      'if (input) callback(null, 1);\n  else { callback(null, 2); }',
      'if (input) return 1;\n  else { return 2; }',
    ],
    [
      'if (input) { callback(null, 1); return; }\n  callback(null, 2);',
      'if (input) { return 1; }\n  return 2;',
    ],
    ["callback(new Error('no'));", "throw new Error('no');"],
    ["callback('no', null);", "throw new Error('no');"],
    ['callback(`no \\n`);', 'throw new Error(`no \\n`);'],
    [
      'try {\n    callback(null, await get());\n  } catch (error) {\n    callback(error, null);\n  }',
      'try {\n    return await get();\n  } catch (error) {\n    throw error;\n  }',
    ],
    [
      "try {\n    if (input) return callback(new Error('no'));\n    callback(null, 1);\n  } catch (error) {\n    console.error(error);\n    callback(error);\n  }",
      "try {\n    if (input) return Promise.reject(new Error('no'));\n    return 1;\n  } catch (error) {\n    console.error(error);\n    throw error;\n  }",
    ],
    [
      "try {\n    if (input) return callback(new Error('no'));\n    callback(null, 1);\n  } catch (error) {\n    callback(error);\n  }",
      "try {\n    if (input) throw new Error('no');\n    return 1;\n  } catch (error) {\n    throw error;\n  }",
    ],
    [
      "switch (input) {\n    case 1:\n      callback(null, 1);\n      break;\n    default:\n      callback(new Error('no'));\n  }",
      "switch (input) {\n    case 1:\n      return 1;\n    default:\n      throw new Error('no');\n  }",
    ],
    [
      'for (const one of input) {\n    if (one) return callback(null, one);\n  }\n  callback(null, 0);',
      'for (const one of input) {\n    if (one) return one;\n  }\n  return 0;',
    ],
    ['callback(null, get());\n  function get() {}', 'return get();\n  function get() {}'],
    [
      'get().then((one) => callback(null, { one })).catch(callback);',
      'return get().then((one) => ({ one }));',
    ],
    [
      'get()\n    .then((one) => {\n      if (!one) return callback(null, 0);\n      callback(null, one);\n    })\n    .catch((error) => callback(error, null));',
      'return get()\n    .then((one) => {\n      if (!one) return 0;\n      return one;\n    })\n    .catch((error) => Promise.reject(error));',
    ],
    ['await get().then((one) => callback(null, one), console.error).catch(callback);', undefined],
    ['callback /* ends */ (null, /* the */ (1, 2));', 'return (1, 2);'],
  ])('%s', (before, after) => {
    const code = from(before);
    const migrated = migrate(code);
    if (after === undefined) expect(migrated).toMatchObject({ code, reports: [{ rule: 'callback' }] });
    else expect(migrated).toMatchObject({ code: to(after), reports: [] });
  });

  it.each([
    'function lambda(input, callback)',
    'function  lambda(input, cb /* back */)',
    'function lambda(\n  input,\n  callback,\n)',
  ])('becomes an async function: %s', (head) => {
    const name = head.includes('cb') ? 'cb' : 'callback';
    const { code, reports } = migrate(from(`${name}(null, input);`, head));
    expect(code).toMatch(
      /^async function +lambda\(\n? *input(?: \/\* back \*\/)?,?\n?\) \{\n {2}return input;\n\}\n$/,
    );
    expect(reports).toEqual([]);
  });

  it.each([
    ['callback(null, 1);\n  more();', 'callback is called before the end of the function'],
    [
      'if (input) { callback(null, 1); }\n  callback(null, 2);',
      'callback is called before the end of the function',
    ],
    ['for (const one of input) callback(null, one);', 'callback is called before the end of the function'],
    ['try { more(); } finally { callback(null, 1); }', 'callback is called before the end of the function'],
    [
      'switch (input) {\n    case 1:\n      callback(null, 1);\n    default:\n      more();\n  }',
      'callback is called before the end of the function',
    ],
    ['setTimeout(() => callback(null, 1), 5);', 'callback is called in another function'],
    ['new Promise((done) => { callback(null, 1); done(); });', 'callback is called in another function'],
    ['get().then((one) => callback(null, one)).then(more);', 'more is done behind the callback'],
    ['get().then((one) => callback(null, one)).catch(more);', 'more is done behind the callback'],
    [
      "get().then((one) => { callback('no'); }).catch(callback);",
      'an error of callback would be caught again',
    ],
    ['main(input, callback);', 'callback is handed on'],
    ['const done = callback;', 'callback is handed on'],
    ['callback(input.error, 1);', 'callback is called with what may be an error or none'],
    ['callback(...input);', 'callback is called with other arguments'],
    ["callback(new Error('no'), get());", 'callback is called with an error and a result'],
    ['input ? callback(null, 1) : callback(null, 2);', 'callback is called inside an expression'],
    ['callback(null, arguments.length);', 'a handler whose callback is not followed'],
  ])('stays as it is, and is told: %s', (body, what) => {
    const code = from(`callback; ${body}`.replace('callback; ', ''));
    const { code: after, reports } = migrate(`import { Toolbelt } from 'lp-functions-toolbelt';\n${code}`);
    expect(after).toContain(body);
    expect(reports.map((one) => one.what)).toContain(what);
    expect(reports.every(({ rule }) => rule === 'callback')).toBe(true);
  });

  it('is not one whose name is of another function', () => {
    const code = from('return main(input, (callback) => callback(null, 1));', 'async function lambda(input)');
    expect(migrate(code)).toMatchObject({ code, changes: [], reports: [] });
  });

  it('that is exported as CommonJS has it exports nothing', () => {
    for (const end of [
      'module.exports = { lambda };',
      'exports.lambda = lambda;',
      'module.exports = lambda',
      'module.exports.lambda = lambda;',
    ]) {
      expect(migrate(`${from('callback(null, 1);')}${end}\n`).code).toBe(to('return 1;'));
    }
    expect(
      migrate('exports.lambda = async (input, callback) => callback(null, 1);\nfunction lambda() {}\n')
        .reports,
    ).toMatchObject([{ rule: 'commonjs', line: 1 }]);
  });

  it('in an arrow function returns, too', () => {
    expect(migrate('const lambda = (input, callback) => callback(null, { a: 1 });\n').code).toBe(
      'const lambda = async (input) => ({ a: 1 });\n',
    );
  });
});

import { SourceMap, type SourceMapPayload } from 'node:module';
import { transform } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { minifyAgain } from '../../../src/bundle/minify-again.js';
import { shareValues } from '../../../src/bundle/share.js';

const shared = (code: string) => shareValues({ code, map: undefined }).code;

describe('shareValues', () => {
  it('names undefined and texts that stand often', () => {
    const code = 'export const f=e=>void 0===e?"nothing":e("nothing")||e("nothing");';
    expect(shared(code)).toBe('var $,_="nothing";\nexport const f=e=>$===e?_:e(_)||e(_);');
  });

  it('leaves texts alone that stand so seldom that a name would weigh more', () => {
    expect(shared('f("ab","ab","once");')).toBe('var $;\nf("ab","ab","once");');
  });

  it('keeps words apart', () => {
    const code = 'function f(e){if("number"==typeof e)return"number";for(e of["number"])return"number"in e}';
    expect(shared(code)).toContain('if(_==typeof e)return _;for(e of[_])return _ in e}');
  });

  it('takes no name that the code has', () => {
    expect(shared('var $,_;f(void 0,$,_);')).toBe('var $a;\nvar $,_;f($a,$,_);');
  });

  it.each([
    ['keys', 'f({"a-long-key":1},{"a-long-key":1},{"a-long-key":1});'],
    ['directives', 'function f(){"a directive"}function g(){"a directive"}function h(){"a directive"}'],
    ['modules', 'import"./a-module.js";import"./a-module.js";import("./a-module.js");'],
  ])('takes no %s for texts', (_, code) => {
    expect(shared(code)).toBe(`var $;\n${code}`);
  });

  it.each([
    ['(function(e,t){return e+t})(1,2);', '((e,t)=>e+t)(1,2);'],
    ['let a=function(e){g(e)}(1);', 'let a=(e=>{g(e)})(1);'],
    ['let a=function(){g()}();', 'let a=(()=>{g()})();'],
    ['let a=function({b:e},...t){g(e,t)}(1);', 'let a=(({b:e},...t)=>{g(e,t)})(1);'],
    ['async()=>await async function(e){await g(e)}(1);', 'async()=>await(async e=>{await g(e)})(1);'],
    ['()=>{return function(e=void 0){g(e)}(1)};', '()=>{return((e=$)=>{g(e)})(1)};'],
    ['let a=function(e){return{b(){return this}}}(1);', 'let a=(e=>{return{b(){return this}}})(1);'],
    ['let a=function(e){return(g(e),e)}(1);', 'let a=(e=>{return(g(e),e)})(1);'],
    ['let a=async function(e,t){return(e||t).b}(1);', 'let a=(async(e,t)=>(e||t).b)(1);'],
    ['let a=function(){return"text"}();', 'let a=(()=>"text")();'],
  ])('writes %s as an arrow function', (code, expected) => {
    expect(shared(code)).toBe(`var $;\n${expected}`);
  });

  it.each([
    'let a=function(){return this}();',
    'let a=function(){return()=>arguments[0]}(1);',
    'let a=function(){return new.target}();',
    'let a=function*(){yield 1}();',
    'let a=function f(){return f}();',
    'let a=new(function(){});',
    'let A=function(){};A.prototype.b=1;',
  ])('leaves %s a function', (code) => {
    expect(shared(code)).toBe(`var $;\n${code}`);
  });

  it('moves the columns of the source map along', async () => {
    const source = `
      const tell = (first, second) => { if (first === undefined) throw new Error('something is missing'); return second; };
      export function first(given) {
        const made = (function (value) { console.log(value); console.log(value); return [value]; })(given);
        return tell(made, 'something is missing') ?? tell(undefined, 'something is missing') ?? whereItStands(given);
      }`;
    const once = await transform(source, { sourcemap: 'external', sourcefile: 'source.js' });
    const { code, map } = shareValues(await minifyAgain(once.code, once.map));

    expect(code).toContain('=>{');
    const lines = code.split('\n');
    const line = lines.findIndex((text) => text.includes('whereItStands'));
    const column = lines[line]?.indexOf('whereItStands') ?? -1;
    const entry = new SourceMap(JSON.parse(map ?? '') as SourceMapPayload).findEntry(line, column);
    const written = source.split('\n');
    const at = written.findIndex((text) => text.includes('whereItStands'));
    expect(entry).toMatchObject({
      originalLine: at,
      originalColumn: written[at]?.indexOf('whereItStands'),
    });
  });
});

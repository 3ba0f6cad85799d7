import type { SandboxRequest } from '../exchange.js';
import { refusal } from './api-routes.js';
import { readFlag } from './collection-reads.js';

/** A text in one language, as far as the sandbox looks into it. */
export interface LocalisedText {
  readonly msg?: string;
  readonly lang?: string;
}

/** What a request makes of texts: `lang` chooses languages, `sanitize_data` takes HTML out. */
export function readTexts(request: SandboxRequest): <Text extends LocalisedText>(texts: Text[]) => Text[] {
  const sanitise = readFlag(request, 'sanitize_data');
  const lang = request.query.get('lang');
  if (lang === '') throw refusal(request, 'bad-request', 'The query parameter "lang" must name a language');
  // LivePerson's own examples mix en-US and en-us.
  const languages = lang?.toLowerCase().split(',');
  return (texts) => {
    const chosen = texts.filter((text) => languages?.includes(text.lang?.toLowerCase() ?? '') ?? true);
    return sanitise ? chosen.map(withoutMarkup) : chosen;
  };
}

/** How LivePerson sanitises is not documented; the sandbox drops tags. */
function withoutMarkup<Text extends LocalisedText>(text: Text): Text {
  return text.msg === undefined ? text : { ...text, msg: text.msg.replaceAll(/<[^>]*>/g, '') };
}

import type { FixtureDataFile } from '../../fixtures/data-files.js';
import { isJsonObject, type JsonObject } from '../exchange.js';

const NAMESPACE = 'com.liveperson.dataaccess.';

/** Enumerations by their fields, with the record that they are fields of where the field alone does not tell. */
const ENUMERATIONS: Readonly<Record<string, string>> = {
  dataType: 'DataTypeEnum',
  controlGroupType: 'ControlGroupEnum',
  sourceDevice: 'DeviceType',
  'Conversation.type': 'ConversationType',
};

/** The text of a data file: a row per line, in Avro's JSON encoding. */
export function dataFileText({ dataType, rows }: FixtureDataFile): string {
  const lines = rows.map((row) => {
    const { recordCollection, ...rest } = row;
    const records = recordCollection.map(wrapFields);
    // Agent activity was observed with the collection wrapped; the others are documented without.
    const collection = dataType === 'agentActivity' ? { array: records } : records;
    return `${JSON.stringify({ ...wrapFields(rest), recordCollection: collection })}\n`;
  });
  return lines.join('');
}

function wrapFields(record: object): JsonObject {
  const { '@type': type, ...fields } = record as JsonObject;
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, wrapValue(value, name, String(type))]),
  );
}

function wrapValue(value: unknown, name: string, recordType: string): unknown {
  if (Array.isArray(value))
    return { array: value.map((item) => (isJsonObject(item) ? wrapRecord(item) : item)) };
  if (isJsonObject(value)) return wrapRecord(value);
  if (typeof value === 'boolean') return { boolean: value };
  if (typeof value === 'number') return Number.isInteger(value) ? { long: value } : { double: value };
  if (typeof value !== 'string' || name === 'schemaVersion') return value;
  const enumeration = ENUMERATIONS[name] ?? ENUMERATIONS[`${recordType}.${name}`];
  return enumeration === undefined ? { string: value } : { [NAMESPACE + enumeration]: value };
}

function wrapRecord(record: JsonObject): JsonObject {
  const type = record['@type'];
  return typeof type === 'string' ? { [NAMESPACE + type]: wrapFields(record) } : wrapFields(record);
}

import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

const document = parse(
  readFileSync(new URL('../contract/papi-slx-sync-and-oauth.openapi.yaml', import.meta.url), 'utf8'),
);

/** Checks values against a schema of the published API; returns what does not fit. */
export function schemaCheck(name: string): (value: unknown) => string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, 'api');
  const validate = ajv.compile({ $ref: `api#/components/schemas/${name}` });
  return (value) =>
    validate(value)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

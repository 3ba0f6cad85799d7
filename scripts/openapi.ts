// Writes openapi.json, the OpenAPI description of all operations, from src/apis.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { projectAnswers } from './answers.js';
import { formatOpenApi, openApiDocument } from './openapi-document.js';

const file = fileURLToPath(new URL('../openapi.json', import.meta.url));
writeFileSync(file, formatOpenApi(openApiDocument(projectAnswers())));

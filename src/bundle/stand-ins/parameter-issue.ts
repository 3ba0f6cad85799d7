import type { ParameterIssue } from '../../apis/define-api.js';

/** What `rewrite` writes for an issue. */
export const parameterIssue = (parameter: string, message: string): ParameterIssue => ({
  parameter,
  message,
});

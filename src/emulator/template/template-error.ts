/** A template that cannot be read, or says what cannot be. */
export class TemplateError extends Error {
  /** For scripts, kebab-case: `template-syntax`. */
  readonly code: string;
  /** One line: what to do. */
  readonly hint: string;

  constructor(code: string, message: string, hint: string) {
    super(message);
    this.name = 'TemplateError';
    this.code = code;
    this.hint = hint;
  }
}

/** Something that only exists once a stack is deployed; the message says which. */
export class NoLocalValue extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'NoLocalValue';
  }
}

import { evaluate } from './evaluate.ts';
import { NoLocalValue } from './no-local-value.ts';
import { Questions } from './questions.ts';
import type { Scope } from './scope.ts';
import { mapOf, memberOf, type TreeMap } from './tree.ts';

/** The property of those resources that `Ref` gives, when the template says it. */
const nameProperties: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Events::EventBus': 'Name',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SSM::Parameter': 'Name',
  'AWS::Serverless::SimpleTable': 'TableName',
};

/** Names that a template gives to tables, buckets and the like, which are the same wherever they are. */
export class ResourceNames {
  readonly #resources: TreeMap;
  readonly #scope: Scope;
  readonly #questions = new Questions();

  constructor(template: TreeMap, scope: Scope) {
    this.#resources = mapOf(template.Resources);
    this.#scope = scope;
  }

  /** Undefined for a resource whose name the service makes up. */
  ref(id: string): string | undefined {
    const { Type, Properties } = mapOf(memberOf(this.#resources, id));
    const isKnown = typeof Type === 'string' && Object.hasOwn(nameProperties, Type);
    const property = isKnown ? nameProperties[Type] : undefined;
    const given = property === undefined ? undefined : memberOf(mapOf(Properties), property);
    if (given === undefined) return undefined;
    return this.#questions.once(`${property} of ${id}`, () => {
      const name = evaluate(given, this.#scope);
      if (typeof name === 'string') return name;
      throw new NoLocalValue(`${id} has no local value`);
    });
  }
}

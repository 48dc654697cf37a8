import type { Place } from '../../model/arn.ts';

const stack = 'local';

/** What a stack would know of itself; its name is that of SAM's local commands. */
export function pseudoParameters(place: Place): Readonly<Record<string, string>> {
  const { partition, region, account } = place;
  const id = `arn:${partition}:cloudformation:${region}:${account}:stack/${stack}/00000000-0000-4000-8000-000000000000`;
  return {
    'AWS::AccountId': account,
    'AWS::Partition': partition,
    'AWS::Region': region,
    'AWS::StackId': id,
    'AWS::StackName': stack,
    'AWS::URLSuffix': partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
  };
}

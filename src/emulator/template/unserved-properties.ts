/** What the emulator does with each property of a function that it does not read. */

/** It has no meaning without AWS, or none that the function could notice. */
const harmless = new Set([
  ...['Architectures', 'AssumeRolePolicyDocument', 'AutoPublishAliasAllProperties', 'AutoPublishCodeSha256'],
  ...['CapacityProviderConfig', 'CodeSigningConfigArn', 'DeadLetterConfig', 'DeadLetterQueue'],
  ...['DeploymentPreference', 'EphemeralStorage', 'EventInvokeConfig', 'FunctionScalingConfig', 'KmsKeyArn'],
  ...['PermissionsBoundary', 'Policies', 'PropagateTags', 'ProvisionedConcurrencyConfig'],
  ...['PublishToLatestPublished', 'RecursiveLoop', 'ReservedConcurrentExecutions', 'Role', 'RolePath'],
  ...['RuntimeManagementConfig', 'SnapStart', 'SourceKMSKeyArn', 'TenancyConfig', 'Tracing'],
  ...['TracingConfig', 'VersionDeletionPolicy', 'VersionDescription'],
]);

const noticed: Readonly<Record<string, string>> = {
  Events: 'nothing triggers it here; start or invoke it by its name',
  FileSystemConfigs: 'not mounted; what it reads there must be on this machine',
  FunctionUrlConfig: 'it has no address here; invoke it by its name',
  Layers: 'left out; what they bring must be in the code',
  VpcConfig: "left out; it has this machine's network",
};

const read = new Set([
  ...['AutoPublishAlias', 'Code', 'CodeUri', 'Description', 'DurableConfig', 'Environment', 'FunctionName'],
  ...['Handler', 'ImageConfig', 'ImageUri', 'InlineCode', 'LoggingConfig', 'MemorySize', 'PackageType'],
  ...['Runtime', 'Tags', 'Timeout'],
]);

/** What to say of a property that is not read; undefined when there is nothing to say. */
export function unserved(property: string): string | undefined {
  if (read.has(property) || harmless.has(property)) return undefined;
  return Object.hasOwn(noticed, property) ? noticed[property] : 'left out; durcb does not know it';
}

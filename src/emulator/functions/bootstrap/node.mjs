// Runs a JavaScript or TypeScript handler behind the Lambda Runtime API: node node.mjs <file URL> <export> [durable]
import http from 'node:http';
import { useJsonConsole } from './json-console.mjs';

const [url, exportName, durable] = process.argv.splice(2);
const handlerName = process.env._HANDLER;
const base = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`;
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

process.env.AWS_EXECUTION_ENV = `AWS_Lambda_nodejs${process.versions.node.split('.')[0]}.x`;

// What is printed must be out before a reply or an exit, as on AWS.
for (const stream of [process.stdout, process.stderr]) stream._handle?.setBlocking?.(true);

/** The invocation that has no reply yet. */
let openRequest;
let openTenant;

if (process.env.AWS_LAMBDA_LOG_FORMAT === 'JSON')
  useJsonConsole(process.env.AWS_LAMBDA_LOG_LEVEL, () => ({ requestId: openRequest, tenantId: openTenant }));

main();

async function main() {
  const handler = await loadHandler().catch(endForInitError);
  process.on('uncaughtException', (error) => crash(error, error?.name, 129));
  process.on('unhandledRejection', (reason) => crash(reason, 'Runtime.UnhandledPromiseRejection', 128));
  process.on('beforeExit', endForUnsettledPromise);
  for (;;) await serve(handler, await call('GET', '/invocation/next'));
}

async function loadHandler() {
  const isDurable = durable ? await watchForProtocol() : () => true;
  const handler = findHandler(await importModule());
  if (!handler) {
    throw refusal('Runtime.HandlerNotFound', `${handlerName} is undefined or not exported`);
  }
  if (typeof handler !== 'function') {
    throw refusal('Runtime.HandlerNotFound', `${handlerName} is not a function`);
  }
  if (handler.length > 2) {
    const message = `${handlerName} takes a callback, which Lambda no longer supports: make it async, with two parameters`;
    throw refusal('Runtime.CallbackHandlerDeprecated', message);
  }
  if (!isDurable()) {
    const message = `${handlerName} is not a durable function: wrap it in withDurableExecution of @aws/durable-execution-sdk-js`;
    throw refusal('Durcb.HandlerNotDurable', message);
  }
  return handler;
}

// Whatever speaks the durable protocol must name this member of an invocation's input, minified or not; the Lambda
// client, which also knows the checkpoint calls, does not.
async function watchForProtocol() {
  const { registerHooks } = await import('node:module');
  let seen = false;
  const hooks = registerHooks({
    load(address, context, next) {
      const loaded = next(address, context);
      seen ||= loaded.source != null && Buffer.from(loaded.source).includes('InitialExecutionState');
      return loaded;
    },
  });
  return () => {
    hooks.deregister();
    return seen;
  };
}

async function importModule() {
  try {
    if (/\.[cm]?ts$/.test(url)) (await import('./typescript-imports.mjs')).findAsBundlersDo();
    return await import(url);
  } catch (error) {
    throw { error, body: describeImportError(error) };
  }
}

function describeImportError(error) {
  const notFound = error?.code === 'ERR_MODULE_NOT_FOUND' || error?.code === 'MODULE_NOT_FOUND';
  if (!notFound && !(error instanceof SyntaxError)) return describe(error);
  const type = notFound ? 'Runtime.ImportModuleError' : 'Runtime.UserCodeSyntaxError';
  return { ...describe(error, type), errorMessage: `${error.name}: ${error.message}` };
}

// What a CommonJS module exports is not always seen by name.
function findHandler(module) {
  const found = memberOf(module) ?? memberOf(module.default);
  return found ?? (exportName === 'handler' ? module.default : undefined);
}

/** `api.handler` is a member of what is exported as `api`. */
function memberOf(module) {
  return exportName.split('.').reduce((value, name) => value?.[name], module);
}

function refusal(errorType, errorMessage) {
  return { body: { errorType, errorMessage, trace: [] } };
}

async function endForInitError({ error, body }) {
  await call('POST', '/init/error', JSON.stringify(body));
  // Where a syntax error is, Node tells in some cases only when nobody catches it.
  if (error instanceof SyntaxError && error.stack.startsWith('SyntaxError'))
    setImmediate(() => rethrow(error));
  else endWith(error ?? `${body.errorType}: ${body.errorMessage}`);
  return new Promise(() => {});
}

function rethrow(error) {
  throw error;
}

function endWith(text) {
  console.error(text);
  process.exit(1);
}

async function serve(handler, { headers, body }) {
  openRequest = headers['lambda-runtime-aws-request-id'];
  openTenant = headers['lambda-runtime-aws-tenant-id'];
  setTrace(headers['lambda-runtime-trace-id']);
  let reply;
  try {
    const result = await handler(JSON.parse(body), contextOf(headers));
    reply = ['response', JSON.stringify(result === undefined ? null : result)];
  } catch (error) {
    console.error(error);
    reply = ['error', JSON.stringify(describe(error))];
  }
  const path = `/invocation/${openRequest}/${reply[0]}`;
  openRequest = undefined;
  await call('POST', path, reply[1]);
}

function setTrace(header) {
  if (header) process.env._X_AMZN_TRACE_ID = header;
  else delete process.env._X_AMZN_TRACE_ID;
}

function contextOf(headers) {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  const clientContext = headers['lambda-runtime-client-context'];
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    tenantId: headers['lambda-runtime-aws-tenant-id'],
    clientContext: clientContext && JSON.parse(Buffer.from(clientContext, 'latin1').toString()),
    identity: undefined,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

async function crash(error, type, exitCode) {
  console.error(error);
  const body = describe(error, type);
  if (type !== error?.name) body.errorMessage = String(error);
  await failOpenRequest(body);
  process.exit(exitCode);
}

async function endForUnsettledPromise() {
  const errorMessage =
    'The handler waits for a promise that nothing can settle: no timer, connection or process is left.';
  await failOpenRequest({ errorType: 'Runtime.NodeJsExit', errorMessage, trace: [] });
  process.exit(13);
}

async function failOpenRequest(body) {
  const request = openRequest;
  openRequest = undefined;
  if (request) await call('POST', `/invocation/${request}/error`, JSON.stringify(body));
}

function describe(error, type) {
  if (!(error instanceof Error))
    return { errorType: type ?? typeof error, errorMessage: String(error), trace: [] };
  const trace = error.stack ? error.stack.split('\n') : [];
  return { errorType: type ?? error.name, errorMessage: error.message, trace };
}

// Without the Runtime API there is nobody to work for.
function call(method, path, body) {
  return new Promise((resolve) => {
    const request = http.request(base + path, { method, agent }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ headers: response.headers, body: Buffer.concat(chunks).toString() }),
      );
      response.on('error', () => process.exit(1));
    });
    request.on('error', () => process.exit(1));
    request.end(body);
  });
}

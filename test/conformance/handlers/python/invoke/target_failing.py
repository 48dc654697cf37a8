from aws_durable_execution_sdk_python import DurableContext, durable_execution


@durable_execution
def handler(_event, _context: DurableContext):
    raise RuntimeError("target out of order")

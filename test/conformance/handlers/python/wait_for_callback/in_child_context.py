from aws_durable_execution_sdk_python import DurableContext, durable_execution


def submit(_callback_id, _context):
    """Whoever answers finds the callback by itself."""


@durable_execution
def handler(name: str, context: DurableContext):
    return context.run_in_child_context(lambda child: child.wait_for_callback(submit, name), "wrapper")

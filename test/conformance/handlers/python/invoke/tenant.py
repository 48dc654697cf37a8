import os

from aws_durable_execution_sdk_python import DurableContext, durable_execution
from aws_durable_execution_sdk_python.config import InvokeConfig


@durable_execution
def handler(event, context: DurableContext):
    config = InvokeConfig(tenant_id=event["tenantId"])
    return context.invoke(os.environ["TARGET"], event["payload"], config=config)

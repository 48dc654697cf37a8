import os

from aws_durable_execution_sdk_python import DurableContext, durable_execution
from aws_durable_execution_sdk_python.config import InvokeConfig
from aws_durable_execution_sdk_python.serdes import SerDes


class UpperCaseSerDes(SerDes):
    """The JSON text in capitals; it stays a text."""

    def serialize(self, value, _):
        return value.lower()

    def deserialize(self, data, _):
        return data.upper()


@durable_execution
def handler(event, context: DurableContext):
    return context.invoke(os.environ["TARGET"], event, config=InvokeConfig(serdes_result=UpperCaseSerDes()))

import json
import os

from aws_durable_execution_sdk_python import DurableContext, durable_execution
from aws_durable_execution_sdk_python.config import InvokeConfig
from aws_durable_execution_sdk_python.serdes import SerDes


class UpperCaseSerDes(SerDes):
    def serialize(self, value, _):
        return json.dumps(value).upper()

    def deserialize(self, data, _):
        return json.loads(data.lower())


@durable_execution
def handler(event, context: DurableContext):
    return context.invoke(os.environ["TARGET"], event, config=InvokeConfig(serdes_payload=UpperCaseSerDes()))

import json

from aws_durable_execution_sdk_python import DurableContext, durable_execution
from aws_durable_execution_sdk_python.config import WaitForCallbackConfig
from aws_durable_execution_sdk_python.serdes import SerDes


class JsonSerDes(SerDes):
    def serialize(self, value, _):
        return json.dumps(value)

    def deserialize(self, data, _):
        return json.loads(data)


def submit(_callback_id, _context):
    """Whoever answers finds the callback by itself."""


@durable_execution
def handler(name: str, context: DurableContext):
    answer = context.wait_for_callback(submit, name, WaitForCallbackConfig(serdes=JsonSerDes()))
    return answer["status"]

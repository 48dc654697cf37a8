"""Tests of deployed functions, as their author writes them with the testing SDK for Python.

The runner asks AWS_ENDPOINT_URL_LAMBDA. DESK is a directory that is not there yet.
"""

import json
import os
import unittest

from aws_durable_execution_sdk_python.execution import InvocationStatus
from aws_durable_execution_sdk_python.lambda_service import (
    ErrorObject,
    OperationStatus,
    OperationType,
)
from aws_durable_execution_sdk_python_testing import DurableFunctionCloudTestRunner


def runner_of(name):
    return DurableFunctionCloudTestRunner(
        function_name=f"{name}:$LATEST", region="us-east-1", poll_interval=0.1
    )


def payload(operation):
    return json.loads(operation.result)


class CloudRunner(unittest.TestCase):
    def succeeded(self, result, value):
        self.assertEqual(result.status, InvocationStatus.SUCCEEDED)
        self.assertEqual(json.loads(result.result), value)

    def test_every_kind_of_operation(self):
        runner = runner_of("all-operations")
        arn = runner.run_async(input={"greeting": "hi"})
        callback = runner.wait_for_callback(arn, name="callback")
        runner.send_callback_heartbeat(callback)
        runner.send_callback_success(callback, b'"yes"')
        result = runner.wait_for_result(arn)
        expected = {"step": "hi", "child": 1, "parallel": ["l", "r"], "map": [1, 4, 9], "callback": "yes"}
        self.succeeded(result, {**expected, "condition": 2})
        kinds = [(operation.name, operation.operation_type.name) for operation in result.operations]
        self.assertEqual(
            kinds,
            [
                ("step", "STEP"),
                ("wait", "WAIT"),
                ("child-context", "CONTEXT"),
                ("parallel", "CONTEXT"),
                ("map", "CONTEXT"),
                ("callback", "CALLBACK"),
                ("condition", "STEP"),
            ],
        )
        for operation in result.get_all_operations():
            self.assertEqual(operation.status, OperationStatus.SUCCEEDED, operation.name)
            self.assertLessEqual(operation.start_timestamp, operation.end_timestamp)
        step = result.get_step("step")
        self.assertEqual((payload(step), step.attempt), ("hi", 1))
        wait = result.get_wait("wait")
        self.assertEqual((wait.scheduled_end_timestamp - wait.start_timestamp).total_seconds(), 1)
        child = result.get_context("child-context")
        self.assertEqual((payload(child), payload(child.get_step("inner"))), (1, 1))
        self.assertEqual(len(result.get_context("map").child_operations), 3)
        answered = result.get_callback("callback")
        self.assertEqual((answered.callback_id, payload(answered)), (callback, "yes"))
        condition = result.get_step("condition")
        self.assertEqual((condition.sub_type, condition.attempt), ("WaitForCondition", 2))

    def test_synchronous_run_of_functions_that_invoke_others(self):
        result = runner_of("chained-caller").run(input={"value": 3})
        self.succeeded(result, {"value": 3, "squared": 9, "doubled": 18})
        self.assertEqual(payload(result.get_invoke("square")), {"squared": 9})
        self.assertEqual(payload(result.get_invoke("double")), {"doubled": 18})

    def test_failed_execution(self):
        result = runner_of("failing").run(input={"sku": "B-2"})
        self.assertEqual(result.status, InvocationStatus.FAILED)
        self.assertEqual((result.error.type, result.error.message), ("OutOfStock", "Nothing left of B-2"))
        self.assertEqual(payload(result.get_step("count-stock")), 0)

    def test_failed_callback(self):
        runner = runner_of("payment")
        arn = runner.run_async(input={"customerId": "c", "amount": 5})
        callback = runner.wait_for_callback(arn)
        runner.send_callback_failure(callback, ErrorObject("no money", "Declined", "5", ["a"]))
        result = runner.wait_for_result(arn)
        self.assertEqual(json.loads(result.result)["reason"], "no money")
        failed = result.get_callback("payment-processing")
        self.assertEqual(failed.status, OperationStatus.FAILED)
        error = failed.error
        self.assertEqual((error.message, error.type, error.data), ("no money", "Declined", "5"))
        self.assertEqual(list(error.stack_trace), ["a"])

    def test_callback_answered_with_nothing(self):
        runner = runner_of("callback-with-timeouts")
        arn = runner.run_async(input={"data": "d"})
        runner.send_callback_success(runner.wait_for_callback(arn))
        self.succeeded(runner.wait_for_result(arn), {"status": "completed", "data": "d"})
        arn = runner.run_async(input={"data": "d"})
        runner.send_callback_failure(runner.wait_for_callback(arn))
        self.assertEqual(runner.wait_for_result(arn).status, InvocationStatus.FAILED)

    def test_callback_that_expires(self):
        result = runner_of("callback-with-timeouts").run(input={"data": "d", "timeoutSeconds": 1})
        self.assertEqual(result.status, InvocationStatus.FAILED)
        self.assertEqual(result.get_callback("example-callback").status, OperationStatus.TIMED_OUT)

    def test_submitter_that_is_tried_again(self):
        runner = runner_of("submitter-retry")
        claim = {"claimId": "c-1", "desk": os.environ["DESK"], "retryDelaySeconds": 1}
        arn = runner.run_async(input=claim)
        runner.send_callback_success(runner.wait_for_callback(arn), b'{"verdict": "paid"}')
        result = runner.wait_for_result(arn)
        self.succeeded(result, {"claimId": "c-1", "verdict": "paid"})
        review = result.get_context("claim-review")
        kinds = {operation.operation_type: operation for operation in review.child_operations}
        self.assertEqual(payload(kinds[OperationType.CALLBACK]), {"verdict": "paid"})
        self.assertEqual(kinds[OperationType.STEP].attempt, 2)

    def test_process_that_dies_in_a_step(self):
        result = runner_of("crashing").run(input={})
        self.succeeded(result, {"attempt": 2})
        self.assertEqual(result.get_step("crash-once").attempt, 2)


if __name__ == "__main__":
    unittest.main(verbosity=2)

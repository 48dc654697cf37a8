package main

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"
)

// function does what the SDK inside a durable function does: it checkpoints and reads the state.
func (c client) function(arn, token string) report {
	input := &lambda.CheckpointDurableExecutionInput{
		DurableExecutionArn: &arn,
		CheckpointToken:     &token,
		ClientToken:         aws.String("go-client"),
		Updates: []types.OperationUpdate{
			update("s", "price", types.OperationTypeStep, types.OperationActionStart),
			succeeded("s", "price", "6"),
			awaited("c", "approval"),
		},
	}
	output, err := c.lambda.CheckpointDurableExecution(c.ctx, input)
	must(err)
	again, err := c.lambda.CheckpointDurableExecution(c.ctx, input)
	must(err)
	input.ClientToken = aws.String("another")
	_, stale := c.lambda.CheckpointDurableExecution(c.ctx, input)
	return report{
		"shown":  operations(output.NewExecutionState.Operations),
		"replay": *again.CheckpointToken == *output.CheckpointToken,
		"state":  operations(c.state(arn, *output.CheckpointToken)),
		"stale":  refusal(stale),
	}
}

func update(id, name string, kind types.OperationType, action types.OperationAction) types.OperationUpdate {
	return types.OperationUpdate{Id: &id, Name: &name, Type: kind, Action: action}
}

func succeeded(id, name, result string) types.OperationUpdate {
	step := update(id, name, types.OperationTypeStep, types.OperationActionSucceed)
	step.Payload = &result
	return step
}

func awaited(id, name string) types.OperationUpdate {
	callback := update(id, name, types.OperationTypeCallback, types.OperationActionStart)
	callback.CallbackOptions = &types.CallbackOptions{TimeoutSeconds: 600}
	return callback
}

func (c client) state(arn, token string) []types.Operation {
	pages := lambda.NewGetDurableExecutionStatePaginator(c.lambda, &lambda.GetDurableExecutionStateInput{
		DurableExecutionArn: &arn,
		CheckpointToken:     &token,
		MaxItems:            1,
	})
	found := []types.Operation{}
	for pages.HasMorePages() {
		page, err := pages.NextPage(c.ctx)
		must(err)
		found = append(found, page.Operations...)
	}
	return found
}

func operations(found []types.Operation) []string {
	lines := []string{}
	for _, operation := range found {
		line := string(operation.Type) + " " + string(operation.Status)
		if operation.StepDetails != nil {
			line += " " + aws.ToString(operation.StepDetails.Result)
		}
		lines = append(lines, line)
	}
	return lines
}

#!/bin/sh
# Creates a durable function or updates its code, lets the alias `live` mean the new version, and prints that.
set -eu
name=$1
archive=$2

if aws lambda get-function --function-name "$name" >/dev/null 2>&1; then
  aws lambda update-function-code --function-name "$name" --zip-file "fileb://$archive" >/dev/null
  aws lambda wait function-updated-v2 --function-name "$name"
else
  aws lambda create-function --function-name "$name" --runtime nodejs24.x --handler index.handler \
    --role arn:aws:iam::123456789012:role/any --zip-file "fileb://$archive" \
    --durable-config ExecutionTimeout=600,RetentionPeriodInDays=1 >/dev/null
  aws lambda wait function-active-v2 --function-name "$name"
fi

version=$(aws lambda publish-version --function-name "$name" --query Version --output text)
aws lambda wait published-version-active --function-name "$name" --qualifier "$version"
aws lambda update-alias --function-name "$name" --name live --function-version "$version" >/dev/null 2>&1 ||
  aws lambda create-alias --function-name "$name" --name live --function-version "$version" >/dev/null
echo "$version"

module mcp-system/cluster/language-nodejs

go 1.26

require github.com/pulumi/pulumi/sdk/v3 v3.68.0

tool github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs

module mcp-system/cluster/pause

go 1.26

namespace OrleansNaming.EndToEnd.Tests.Processes;

/// <summary>What a process said, and its exit code.</summary>
internal sealed record RunResult(string Command, int ExitCode, string Output, string Error)
{
    /// <summary>This, or a failure that shows all that was said.</summary>
    public RunResult Exits(int code)
    {
        Assert.True(ExitCode == code, $"exit code {ExitCode} instead of {code} of: {Command}\n{Output}\n{Error}");
        return this;
    }

    public IEnumerable<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd());

    /// <summary>The output as one JSON value.</summary>
    public System.Text.Json.Nodes.JsonNode Json() => System.Text.Json.Nodes.JsonNode.Parse(Output)!;
}

namespace OrleansNaming.Core.Tests.Transcripts;

/// <summary>Comments and commands up to the divider.</summary>
internal sealed record TranscriptBlock(IReadOnlyList<string> Lines)
{
    public IEnumerable<string> Commands => Lines.Where(line => !line.StartsWith('#'));

    public bool HasCommands => Commands.Any();
}

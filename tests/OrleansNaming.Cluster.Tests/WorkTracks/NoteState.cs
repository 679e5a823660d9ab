namespace OrleansNaming.Cluster.Tests.WorkTracks;

[GenerateSerializer]
[Alias("OrleansNaming.Tests.NoteState")]
internal sealed class NoteState
{
    [Id(0)]
    public List<string> Keys { get; set; } = [];
}

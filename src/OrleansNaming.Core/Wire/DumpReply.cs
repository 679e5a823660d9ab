namespace OrleansNaming.Wire;

/// <summary>One page of a state dump.</summary>
/// <param name="Ready">Whether the answerer had joined itself.</param>
/// <param name="Owners">What it holds, in order of server id.</param>
/// <param name="Next">Where the next page starts (<c>After</c>), or null at the end.</param>
internal sealed record DumpReply(bool Ready, IReadOnlyList<DumpedOwner> Owners, ServerId? Next) : Message;

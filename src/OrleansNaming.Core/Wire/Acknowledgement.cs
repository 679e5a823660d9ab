namespace OrleansNaming.Wire;

/// <summary>"I have applied everything of yours up to this stamp" (rule 13): cumulative, unicast to the owner.</summary>
internal sealed record Acknowledgement(Stamp Stamp) : Message;

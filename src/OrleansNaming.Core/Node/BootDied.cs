namespace OrleansNaming.Node;

/// <summary>Somebody who knows says that a process is dead: a proof, not silence (rule 11). Orleans' membership is such a one.</summary>
internal sealed record BootDied(BootId Boot) : Input;

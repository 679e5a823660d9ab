namespace OrleansNaming.Node;

/// <summary>What the host must do now. A step's outputs are carried out in their order.</summary>
internal abstract record Output;

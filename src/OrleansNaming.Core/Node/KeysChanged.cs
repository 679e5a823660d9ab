using OrleansNaming.Wire;

namespace OrleansNaming.Node;

/// <summary>The operator changed the cluster's keys: the new ring opens and seals from this step on (rule 15, key rotation).</summary>
/// <param name="Keys">The whole new ring.</param>
internal sealed record KeysChanged(Keyring Keys) : Input;

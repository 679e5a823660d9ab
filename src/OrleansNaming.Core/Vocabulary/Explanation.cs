namespace OrleansNaming;

/// <summary>
/// Why a name resolves to what it does at one node, at this moment: every line of the name that any list holds there, what each stage removed,
/// and how and when each was learnt.
/// </summary>
/// <param name="Name">What was asked.</param>
/// <param name="AnsweredBy">The node that says so, or empty for a replica that is kept by following.</param>
/// <param name="IsComplete">Whether its directory is complete.</param>
/// <param name="Stages">The stages that had something to ask, in order.</param>
/// <param name="Instances">Every line, in order of owner and instance id; those without <see cref="ExplainedInstance.RemovedBy"/> are the answer.</param>
public sealed record Explanation(
    string Name, string AnsweredBy, bool IsComplete, IReadOnlyList<ExplainedStage> Stages, IReadOnlyList<ExplainedInstance> Instances);

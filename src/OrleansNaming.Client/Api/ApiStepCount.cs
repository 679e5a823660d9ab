namespace OrleansNaming.Api;

/// <summary>Records on a step.</summary>
/// <param name="Step">The step; of records that are done or dead their last.</param>
/// <param name="State">Ready, Done or Dead.</param>
/// <param name="Records">How many.</param>
internal sealed record ApiStepCount(string Step, string State, long Records);

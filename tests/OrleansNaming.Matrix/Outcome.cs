namespace OrleansNaming.Matrix;

internal enum Outcome
{
    Passed,
    Failed,
    Skipped,
}

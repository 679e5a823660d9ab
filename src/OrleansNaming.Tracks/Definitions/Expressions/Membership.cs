namespace OrleansNaming.Tracks.Definitions.Expressions;

/// <summary>IN a list.</summary>
/// <param name="Operand">What is looked for.</param>
/// <param name="Items">1 to <see cref="ItemsMax"/>.</param>
internal sealed record Membership(TrackExpression Operand, EquatableList<TrackExpression> Items) : TrackExpression
{
    public const int ItemsMax = 256;
}

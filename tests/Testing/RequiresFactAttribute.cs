using System.Runtime.CompilerServices;

namespace OrleansNaming.Testing;

/// <summary>
/// A fact that is skipped, with the reason, where this machine lacks something: <c>[RequiresFact(Need.Root, "nft")]</c>.
/// The single way in which a test may be skipped, but for <see cref="Machine.SkipWithout"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresFactAttribute : FactAttribute
{
    public RequiresFactAttribute(string need, string? second = null, string? third = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
        : base(file, line) => Skip = Machine.Lacks(new[] { need, second, third }.OfType<string>());
}

using Microsoft.AspNetCore.Http;

namespace OrleansNaming.Gateway.Access;

/// <summary>Why a caller may not do something, and with which status it is told.</summary>
internal sealed record ApiDenial(int Status, string Detail)
{
    /// <summary>No key, or not one of ours: another may do.</summary>
    public static ApiDenial Unauthorized(string detail) => new(StatusCodes.Status401Unauthorized, detail);

    /// <summary>Known, or unknowable, and not allowed.</summary>
    public static ApiDenial Forbidden(string detail) => new(StatusCodes.Status403Forbidden, detail);
}

using System.Reflection;
using System.Reflection.Emit;
using Ramure.Kernel.Access;
using Ramure.Kernel.Operations;

namespace Ramure.Tests.Security;

/// <summary>A place in the program where an operation is made: its name when it stands there as text, and its permission.</summary>
internal sealed record OperationSite(Type Type, string? Name, PropertyInfo? Permission)
{
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => f.GetValue(null)).OfType<OpCode>().ToDictionary(c => c.Value);

    private static readonly ConstructorInfo Made = typeof(Operation).GetConstructor([typeof(string), typeof(Permission), typeof(string)])!;

    /// <summary>Read from the compiled code, so that no way of writing it in source escapes.</summary>
    public static IEnumerable<OperationSite> In(Assembly assembly) =>
        from type in assembly.GetTypes()
        from method in type.GetMembers(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance).OfType<MethodBase>()
        from site in In(method)
        select site;

    private static IEnumerable<OperationSite> In(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code)
            yield break;
        string? text = null, name = null;
        PropertyInfo? permission = null;
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? unchecked((short)(0xFE00 | code[at + 1])) : code[at];
            var operation = Codes[value];
            at += operation.Size;
            if (operation.OperandType == OperandType.InlineString)
                text = method.Module.ResolveString(BitConverter.ToInt32(code, at));
            else if (operation.OperandType == OperandType.InlineMethod)
            {
                var called = method.Module.ResolveMethod(
                    BitConverter.ToInt32(code, at), method.DeclaringType!.GetGenericArguments(), method is MethodInfo { IsGenericMethod: true } m ? m.GetGenericArguments() : null)!;
                if (called is MethodInfo { ReturnType: var returned } getter && returned == typeof(Permission))
                    (name, permission) = (text, getter.DeclaringType!.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static).FirstOrDefault(p => p.GetMethod == getter));
                else if (called == Made)
                {
                    yield return new OperationSite(Outermost(method.DeclaringType!), name, permission);
                    (text, name, permission) = (null, null, null);
                }
            }

            at += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}

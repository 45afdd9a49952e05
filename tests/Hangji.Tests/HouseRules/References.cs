using System.Reflection;
using System.Reflection.Emit;

namespace Hangji.Tests.HouseRules;

/// <summary>What a type really names: bases, members, attributes and every token in its method bodies. Constants and doc comments leave no trace and bind nothing.</summary>
static class References
{
    const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    static readonly Dictionary<int, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => (int)(ushort)code.Value);

    public static HashSet<Type> Of(Type type)
    {
        var found = new HashSet<Type>();
        void Add(Type? named)
        {
            if (named is null || named.IsGenericParameter) return;
            if (named.HasElementType) { Add(named.GetElementType()); return; }
            if (named.IsGenericType) foreach (var argument in named.GetGenericArguments()) Add(argument);
            found.Add(named.IsGenericType ? named.GetGenericTypeDefinition() : named);
        }
        Add(type.BaseType);
        foreach (var one in type.GetInterfaces()) Add(one);
        foreach (var attribute in type.GetCustomAttributesData()) Add(attribute.AttributeType);
        foreach (var field in type.GetFields(All)) Add(field.FieldType);
        foreach (var property in type.GetProperties(All)) Add(property.PropertyType);
        foreach (var method in type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)))
        {
            if (method is MethodInfo info) Add(info.ReturnType);
            foreach (var parameter in method.GetParameters()) Add(parameter.ParameterType);
            if (method.GetMethodBody() is not { } body) continue;
            foreach (var local in body.LocalVariables) Add(local.LocalType);
            foreach (var member in Tokens(type, method, body.GetILAsByteArray() ?? []))
            {
                if (member is Type named) { Add(named); continue; }
                Add(member.DeclaringType);
                if (member is FieldInfo read) Add(read.FieldType);
                if (member is MethodInfo { IsGenericMethod: true } call) foreach (var argument in call.GetGenericArguments()) Add(argument);
            }
        }
        return found;
    }

    static IEnumerable<MemberInfo> Tokens(Type type, MethodBase method, byte[] il)
    {
        var (ofType, ofMethod) = (type.IsGenericType ? type.GetGenericArguments() : null, method.IsGenericMethod ? method.GetGenericArguments() : null);
        for (var at = 0; at < il.Length;)
        {
            var code = il[at] == 0xFE ? Codes[0xFE00 | il[at + 1]] : Codes[il[at]];
            at += code.Size;
            if (code.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok
                && method.Module.ResolveMember(BitConverter.ToInt32(il, at), ofType, ofMethod) is { } member) yield return member;
            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(il, at),
                _ => 4,
            };
        }
    }
}

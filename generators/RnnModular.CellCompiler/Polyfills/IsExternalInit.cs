// netstandard2.0 lacks this type; the compiler asks for it by name wherever a record has an init accessor.
namespace System.Runtime.CompilerServices;

static class IsExternalInit;

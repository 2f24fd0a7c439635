import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { read } from "@/api/endpoint";
import { asObject, asText } from "@/lib/json";
import { AuthFrame } from "./auth-frame";
import { SignInForm } from "./sign-in-form";

export function SignInPage() {
  const { t } = useTranslation("auth");
  const client = useQueryClient();
  const navigate = useNavigate();
  const { next } = useSearch({ from: "/sign-in" });
  const info = useQuery({ queryKey: ["info"], queryFn: () => read("/server/info") });
  const project = asText(asObject(asObject(info.data).project).project_name) ?? "Quintet";
  const title = t("signInTo", { project });
  useEffect(() => {
    document.title = `${title} · Quintet`;
  }, [title]);
  const enter = async () => {
    client.clear();
    await (next === undefined ? navigate({ to: "/", replace: true }) : navigate({ href: next, replace: true }));
  };
  return (
    <AuthFrame title={title}>
      <SignInForm onSignedIn={enter} />
    </AuthFrame>
  );
}
